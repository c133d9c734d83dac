-- SPDX-License-Identifier: Apache-2.0
-- One row of the published event log as a request. Nothing is dropped; an activity that is not listed
-- has no type and stops the import. Money is exact cents; a column without text is absent.

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
      amount = cents(row.amount), expense = cents(row.expense),
      payment = cents(row.paymentAmount), paid = cents(row.totalPaymentAmount),
      dismissal = row.dismissal, points = integer(row.points),
      vehicle_class = row.vehicleClass, article = row.article,
      notification_type = row.notificationType, last_sent = row.lastSent,
      resource = row.resource, officer = row.matricola } }
end
