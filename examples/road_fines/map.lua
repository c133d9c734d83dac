-- SPDX-License-Identifier: Apache-2.0
-- One row of the published event log as a request. Nothing is dropped; an activity that is not listed
-- has no type and stops the import. Money is exact cents; a column without text is absent.

local function given(text, read)
  if text == "" then return nil end
  return read and read(text) or text
end

return function(row)
  local types = {
    ["Create Fine"] = "create_fine",
    ["Send Fine"] = "send_fine",
    ["Insert Fine Notification"] = "fine_notified",
    ["Add penalty"] = "add_penalty",
    ["Payment"] = "payment",
    ["Send for Credit Collection"] = "collection",
    ["Insert Date Appeal to Prefecture"] = "appeal_prefect",
    ["Send Appeal to Prefecture"] = "appeal_sent",
    ["Receive Result Appeal from Prefecture"] = "appeal_result",
    ["Notify Result Appeal to Offender"] = "appeal_notified",
    ["Appeal to Judge"] = "appeal_judge",
  }
  return { type = types[row.activity], case = row.case_id, at = date(row.date), by = "police_office:import",
    data = {
      amount = given(row.amount, cents), expense = given(row.expense, cents),
      payment = given(row.paymentAmount, cents), paid = given(row.totalPaymentAmount, cents),
      dismissal = given(row.dismissal), points = given(row.points, integer),
      vehicle_class = given(row.vehicleClass), article = given(row.article),
      notification_type = given(row.notificationType), last_sent = given(row.lastSent),
      resource = given(row.resource), officer = given(row.matricola) } }
end
